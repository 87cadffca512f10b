"""Designers: what turns a message into a whole strategy."""
