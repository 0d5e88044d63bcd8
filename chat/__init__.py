"""CHAT APP, the desktop client. `chat.app` puts model, view and controller together."""
