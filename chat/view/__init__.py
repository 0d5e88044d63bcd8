"""ttkbootstrap widgets: they show what they are told, report intents. This file imports no toolkit."""
