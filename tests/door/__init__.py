"""The Telegram door: real requests over HTTP to the sandbox, a real store, faults only on the line between."""
