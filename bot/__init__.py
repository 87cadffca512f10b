"""The Telegram door: updates in, replies out. No wording, no trading."""
