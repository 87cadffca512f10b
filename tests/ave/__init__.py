"""The real market against a strict AVE Cloud on this machine."""
