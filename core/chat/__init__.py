"""The conversation, one file per menu branch; `front` takes what is said, tapped or commanded."""
