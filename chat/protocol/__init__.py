"""IRC as data: messages, tags, lines, names and limits. Pure: no socket, thread, clock or screen."""
