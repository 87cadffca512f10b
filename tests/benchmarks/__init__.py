"""What the product promises about speed, measured on this machine beside what others take for the same work."""
