"""The product: conversations, use cases and pure trading; it points at none of the doors."""
