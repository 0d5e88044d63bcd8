"""The threads and sockets around the core: accept loop, one thread a client, one broadcaster."""
