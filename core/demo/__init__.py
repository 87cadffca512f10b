"""A made-up market, the same on every machine: which tokens it has, its randomness, its days, its minutes."""
