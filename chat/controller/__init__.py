"""Turns intents of the view into calls on the model, and the model's events into calls back."""
