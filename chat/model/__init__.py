"""What the chat is: connections, sessions, conversations, settings. Knows no screen."""
