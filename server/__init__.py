"""CHAT APP, the broadcast server. Takes nothing of `chat` but `chat.protocol`, and no screen at all."""
