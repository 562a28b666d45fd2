"""Where many claims meet little to read: the learning gap map, for editors and Leads."""
