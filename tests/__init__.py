"""The product, told as stories."""
