"""What the server decides: state, command handlers, tick logs. No socket, thread, clock or file."""
