"""ttkbootstrap widgets: they show what they are told and report. This file imports no toolkit."""
