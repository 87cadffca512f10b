"""The database door: every row stays in here, plain data leaves."""
