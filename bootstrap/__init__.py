"""The only place that knows everything: settings, the container, the processes."""
