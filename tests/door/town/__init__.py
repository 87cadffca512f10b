"""The door with the whole product behind it."""
