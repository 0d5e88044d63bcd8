"""IRC as data: messages, tags, lines, names, limits. Pure: no socket, thread, clock or screen."""
