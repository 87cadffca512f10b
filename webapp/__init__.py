"""The browser door; it shows the same bots from the same store."""
