"""The trading core: pure numpy and pydantic, no I/O, no clock."""
