"""The offline designer: what sentences become."""
