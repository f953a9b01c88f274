"""Florilegium: archive articles, read and annotate them, export what you gathered."""
