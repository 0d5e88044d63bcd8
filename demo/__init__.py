"""CHAT APP shown at work: a server and two windows, or pictures of them where there is no screen."""
