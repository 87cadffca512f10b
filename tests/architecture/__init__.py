"""Promises about the whole: settings, arrows, papers."""
