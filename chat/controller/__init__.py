"""Turns intents of the view into calls on the model, and events of the model into calls on the view."""
