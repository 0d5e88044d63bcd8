"""One network as the client knows it: IRC's conversation with a server, without any I/O.

Lines come in as messages, lines go out through a `Transport`, and what people should know is
published as events. No socket, thread or clock here: those come in as arguments.
"""
