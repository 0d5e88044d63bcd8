"""One function a verb, in files by topic. Handlers change state and append to logs; nothing else."""
