"""CHAT APP, the broadcast server. Takes nothing of `chat` but `chat.protocol`; no screen at all."""
