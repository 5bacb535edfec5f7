"""Starts moto as the sandbox wants it. Its arguments are those of moto's own server."""

import logging
import os
import sys
import threading


def watch_parent():
    """Ends with the parent: the pipe closes, also when the parent is killed with `kill -9`. moto reads nothing from it."""
    sys.stdin.buffer.read()
    os._exit(0)


threading.Thread(target=watch_parent, daemon=True).start()
logging.getLogger("werkzeug").setLevel(logging.ERROR)

if "SANDBOX_SEED" in os.environ:
    import runpy

    sys.path.insert(0, os.path.dirname(os.environ["SANDBOX_SEED"]))
    runpy.run_path(os.environ["SANDBOX_SEED"])

import botocore.loaders
import flask
import moto.backends
import moto.server
import werkzeug.exceptions
from moto.iam.access_control import IAMRequestBase
from moto.macie2.models import MacieBackend
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto_mends import mends


def remember(function):
    """Caches by all arguments but the first. Unlike functools.cache it keeps no reference to `self`."""
    known = {}

    def remembering(self, *arguments, **named):
        key = (*arguments, *named.values())
        if key not in known:
            known[key] = function(self, *arguments, **named)
        return known[key]

    return remembering


# Each API's first call has botocore look through the folders of all 400 services; each call at all has moto look through its own.
botocore.loaders.Loader.list_available_services = remember(botocore.loaders.Loader.list_available_services)
moto_modules = list(moto.backends.list_of_moto_modules())
moto.backends.list_of_moto_modules = lambda: moto_modules
DomainDispatcherApplication.get_backend_for_host = remember(DomainDispatcherApplication.get_backend_for_host)

create_backend_app = moto.server.create_backend_app


def create_app_that_says_what_it_lacks(service):
    """Answers HTTP 501 to operations, paths and services that moto lacks; moto itself says 404 or 500, as of its bugs."""
    if service in mends:
        mends[service]()
    app = create_backend_app(service) if service else flask.Flask("lacking")
    lacking = ("moto does not have this.", 501)
    app.register_error_handler(NotImplementedError, lambda error: lacking)
    app.register_error_handler(
        werkzeug.exceptions.NotFound, lambda error: error if flask.request.url_rule else lacking
    )
    return app


moto.server.create_backend_app = create_app_that_says_what_it_lacks

create_aws_request = IAMRequestBase._create_aws_request


def create_aws_request_without_body(self):
    """A GET's signature covers an empty body; moto takes the parameters for it where no header tells the body's hash."""
    request = create_aws_request(self)
    if self._method == "GET":
        request.data = b""
    return request


IAMRequestBase._create_aws_request = create_aws_request_without_body

start_macie = MacieBackend.__init__


def start_macie_switched_off(self, *arguments, **named):
    """Macie is off until it is enabled, as everywhere."""
    start_macie(self, *arguments, **named)
    self.macie_session = None


MacieBackend.__init__ = start_macie_switched_off

moto.server.main(sys.argv[1:])
