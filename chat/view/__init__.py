"""ttkbootstrap widgets that show what they are told and report intents. This file imports no toolkit."""
