"""What people leave for each other: stored in the data directory, brought in and out by HTTP."""
