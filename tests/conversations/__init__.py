"""Whole conversations, from a phone through the real bot to the store and back."""
