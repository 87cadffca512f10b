"""The crew: the real CrewAI and the real client against a scripted model service."""
