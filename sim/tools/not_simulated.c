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
        .name = title, .usage = title, .help = "Not simulated", .run = run                                     \
    }

const struct program not_simulated_rows[] = {
    ROW("getent"), ROW("ifconfig"),
    ROW("apt"),       ROW("apt-get"),    ROW("az"),          ROW("brew"),      ROW("crictl"),
    ROW("dig"),       ROW("docker"),     ROW("emacs"),   ROW("find"),        ROW("gcloud"),    ROW("git"),
    ROW("go"),        ROW("helm"),       ROW("htop"),    ROW("ip"),          ROW("iptables"),  ROW("jq"),
    ROW("k3d"),       ROW("k9s"),        ROW("kind"),    ROW("kustomize"),   ROW("make"),      ROW("man"),
    ROW("minikube"),         ROW("nc"),      ROW("netstat"),     ROW("node"),      ROW("npm"),
    ROW("nslookup"),  ROW("openssl"),    ROW("perl"),    ROW("pilot-agent"), ROW("ping"),      ROW("pip"),
    ROW("podman"),    ROW("python"),  ROW("python3"),     ROW("rsync"),     ROW("screen"),
    ROW("sqlite3"),   ROW("ss"),         ROW("ssh"),     ROW("strace"),      ROW("su"),        ROW("sudo"),
    ROW("systemctl"), ROW("tar"),        ROW("tcpdump"), ROW("telnet"),      ROW("terraform"), ROW("tmux"),
    ROW("top"),       ROW("traceroute"), ROW("unzip"),       ROW("wget"),
    ROW("yq"),        ROW("zip"),
};

const size_t not_simulated_count = sizeof not_simulated_rows / sizeof *not_simulated_rows;
