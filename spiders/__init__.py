"""The plugins: one module for each site."""
