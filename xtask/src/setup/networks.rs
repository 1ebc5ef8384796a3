//! What networks of the tests' own are made of.

use super::{apt, Report};
use crate::process;

/// Where they cannot be made, the test is skipped: it takes Linux, and root.
pub fn ensure(report: &Report) {
    if !apt::is_debian() || !apt::is_root() {
        return;
    }
    for (program, package) in [
        ("ip", "iproute2"),
        ("iptables", "iptables"),
        ("socat", "socat"),
        ("unshare", "util-linux"),
    ] {
        report.check(apt::ensure(report, process::find(&[program]), package));
    }
}
