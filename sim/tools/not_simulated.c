/* Programs of a usual machine that this one does not have: they say so, and no command is called invalid. */
#include "tools/not_simulated.h"

static int run(struct process *process, int count, char *const *words)
{
    (void)count;
    process_complain(process, "%s: not simulated\n", words[0]);
    return 127;
}

#define ROW(title)                                                                                             \
    {                                                                                                          \
        .name = title, .usage = title, .help = "Not simulated", .absent = true, .run = run                     \
    }

const struct program not_simulated_rows[] = {
    /* clang-format off */
    ROW("apt"),
    ROW("apt-get"),
    ROW("aws"),
    ROW("az"),
    ROW("brew"),
    ROW("chgrp"),
    ROW("chown"),
    ROW("chroot"),
    ROW("colima"),
    ROW("crictl"),
    ROW("crontab"),
    ROW("csplit"),
    ROW("dd"),
    ROW("df"),
    ROW("dig"),
    ROW("docker"),
    ROW("eksctl"),
    ROW("emacs"),
    ROW("fortio"),
    ROW("free"),
    ROW("gcloud"),
    ROW("getent"),
    ROW("git"),
    ROW("go"),
    ROW("helm"),
    ROW("htop"),
    ROW("ifconfig"),
    ROW("ip"),
    ROW("iptables"),
    ROW("join"),
    ROW("k3d"),
    ROW("k9s"),
    ROW("kill"),
    ROW("kind"),
    ROW("kustomize"),
    ROW("ln"),
    ROW("lsblk"),
    ROW("lscpu"),
    ROW("lsof"),
    ROW("make"),
    ROW("man"),
    ROW("meshctl"),
    ROW("minikube"),
    ROW("mount"),
    ROW("netstat"),
    ROW("node"),
    ROW("nohup"),
    ROW("npm"),
    ROW("openssl"),
    ROW("passwd"),
    ROW("perl"),
    ROW("pilot-agent"),
    ROW("ping"),
    ROW("pip"),
    ROW("pkill"),
    ROW("podman"),
    ROW("python"),
    ROW("python3"),
    ROW("rsync"),
    ROW("scp"),
    ROW("screen"),
    ROW("siege"),
    ROW("snap"),
    ROW("split"),
    ROW("sqlite3"),
    ROW("ss"),
    ROW("ssh"),
    ROW("step"),
    ROW("strace"),
    ROW("su"),
    ROW("sudo"),
    ROW("systemctl"),
    ROW("tcpdump"),
    ROW("telnet"),
    ROW("terraform"),
    ROW("tmux"),
    ROW("top"),
    ROW("traceroute"),
    ROW("unzip"),
    ROW("uptime"),
    ROW("useradd"),
    ROW("vegeta"),
    ROW("vmstat"),
    ROW("yq"),
    ROW("zip"),
    /* clang-format on */
};

const size_t not_simulated_count = sizeof not_simulated_rows / sizeof *not_simulated_rows;
