"""Every sentence the product says; English for now, all of it in this folder. Texts are small HTML, escaped here."""
