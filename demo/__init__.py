"""CHAT APP shown at work: a server and two windows, or pictures of them without a screen."""
