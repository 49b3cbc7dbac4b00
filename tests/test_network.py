"""The network is refused in tests."""

import socket

import pytest
from pytest_socket import SocketBlockedError


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_a_test_that_asks_for_the_network_is_refused() -> None:
    with pytest.raises(SocketBlockedError):
        socket.create_connection(("192.0.2.1", 80))


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_not_even_this_machine_may_be_called_where_nobody_asked_for_it() -> None:
    with pytest.raises(SocketBlockedError):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)
