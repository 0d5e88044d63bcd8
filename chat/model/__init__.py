"""What the chat is: connections, sessions, conversations, settings. Publishes events; knows no screen."""
