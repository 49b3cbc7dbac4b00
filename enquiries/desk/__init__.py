"""What reception's screens show: the home, the queue, and the page of one enquiry with its timeline and buttons."""
