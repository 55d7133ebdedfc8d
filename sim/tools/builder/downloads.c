/* The few things of the internet that a set-up downloads to build a cluster: install scripts, programs, release
 * archives, the Gateway API's manifest. Each is a row; another URL is not simulated. */
#include <string.h>

#include "base/buffer.h"
#include "control/embedded.h"
#include "data/yaml.h"
#include "images/files.h"
#include "tools/builder/builder.h"

/* The file of a program that is here anyway. */
static struct slice file_of(struct process *process, const char *name)
{
    return value_slice(value_get(image_program_entry(process->arena, name), "data"));
}

/* The program that the URL's last part begins with: "kubectl", "kind-linux-amd64". */
static struct slice program_file(struct process *process, const char *url)
{
    const char *slash = strrchr(url, '/');
    struct slice name = slice_of(slash ? slash + 1 : url);
    return file_of(process, arena_copy(process->arena, slice_part(name, 0, slice_find_byte(name, '-'))));
}

static struct slice newest_kubernetes(struct process *process, const char *url)
{
    (void)process;
    (void)url;
    return SLICE("v1.35.1");
}

/* Gateway API's standard-install.yaml: its CustomResourceDefinitions. */
static struct slice gateway_api(struct process *process, const char *url)
{
    struct buffer text = {0};
    (void)url;
    for (size_t i = 0; i < kind_count; i++) {
        if (!(kind_rows[i]->flags & KIND_CUSTOM) ||
            !text_equal(kind_rows[i]->group, "gateway.networking.k8s.io"))
            continue;
        buffer_add_text(&text, "---\n");
        yaml_write(&text, definition_of(process->arena, kind_rows[i]));
    }
    struct slice copy = {arena_copy(process->arena, buffer_slice(&text)), text.length};
    buffer_release(&text);
    return copy;
}

/* --- archives: one block of header and the file's blocks, as POSIX ustar has them --- */

static void add_octal(char *field, size_t width, size_t number)
{
    for (size_t i = width - 1; i-- > 0; number /= 8)
        field[i] = (char)('0' + number % 8);
}

static void add_entry(struct buffer *archive, const char *name, struct slice data)
{
    enum { BLOCK = 512, SUM = 148, SUM_WIDTH = 8 };
    struct slice title = slice_of(name);
    size_t start = archive->length, sum = 0;
    buffer_add_repeated(archive, 0, BLOCK);
    char *header = archive->data + start;
    memcpy(header, title.data, title.length < 100 ? title.length : 100);
    add_octal(header + 100, 8, 0755);
    add_octal(header + 124, 12, data.length);
    header[156] = data.data ? '0' : '5';
    memcpy(header + 257, "ustar", 6);
    memcpy(header + 263, "00", 2);
    memset(header + SUM, ' ', SUM_WIDTH);
    for (size_t i = 0; i < BLOCK; i++)
        sum += (unsigned char)header[i];
    add_octal(header + SUM, SUM_WIDTH - 1, sum);
    buffer_add(archive, data);
    buffer_add_repeated(archive, 0, (BLOCK - data.length % BLOCK) % BLOCK);
}

/* "1.25.2" of ".../istio-1.25.2-linux-amd64.tar.gz" */
static const char *version_in(struct process *process, const char *url)
{
    const char *slash = strrchr(url, '/'), *at = slash ? slash + 1 : url;
    while (*at && !ascii_is_digit(*at))
        at++;
    size_t length = strspn(at, "0123456789.");
    while (length && at[length - 1] == '.')
        length--;
    return arena_copy(process->arena, (struct slice){at, length});
}

/* A release of Istio, or istioctl alone: an archive (not compressed; tar looks) of what is here. */
static struct slice istio_archive(struct process *process, const char *url)
{
    struct buffer archive = {0};
    const char *slash = strrchr(url, '/'), *version = version_in(process, url);
    const struct slice none = {0};
    if (slash && text_starts(slash, "/istioctl-")) {
        add_entry(&archive, "istioctl", file_of(process, "istioctl"));
    } else if (slash && text_starts(slash, "/helm-")) {
        add_entry(&archive, "linux-amd64/", none);
        add_entry(&archive, "linux-amd64/helm", file_of(process, "helm"));
    } else {
        const char *folder = arena_format(process->arena, "istio-%s", version);
        add_entry(&archive, arena_format(process->arena, "%s/", folder), none);
        add_entry(&archive, arena_format(process->arena, "%s/bin/", folder), none);
        add_entry(&archive, arena_format(process->arena, "%s/bin/istioctl", folder),
                  file_of(process, "istioctl"));
    }
    buffer_add_repeated(&archive, 0, 1024);
    struct slice copy = {arena_copy(process->arena, buffer_slice(&archive)), archive.length};
    buffer_release(&archive);
    return copy;
}

static struct slice script_file(struct process *process, const char *url)
{
    static const struct {
        const char *part, *name;
    } scripts[] = {
        {"downloadIstio", "library/downloads/istio.sh"},
        {"get-helm", "library/downloads/helm.sh"},
        {"k3d", "library/downloads/k3d.sh"},
    };
    (void)process;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (strstr(url, scripts[i].part))
            return embedded_read(scripts[i].name);
    return (struct slice){0};
}

static const struct row {
    const char *begins, *ends;
    struct slice (*make)(struct process *process, const char *url);
} rows[] = {
    {"istio.io/downloadIstio", "", script_file},
    {"raw.githubusercontent.com/istio/istio/", "downloadIstioCandidate.sh", script_file},
    {"raw.githubusercontent.com/istio/istio/", "downloadIstioCtl.sh", script_file},
    {"raw.githubusercontent.com/helm/helm/", "get-helm-3", script_file},
    {"raw.githubusercontent.com/k3d-io/k3d/", "install.sh", script_file},
    {"raw.githubusercontent.com/rancher/k3d/", "install.sh", script_file},
    {"github.com/istio/istio/releases/download/", ".tar.gz", istio_archive},
    {"get.helm.sh/helm-", ".tar.gz", istio_archive},
    {"github.com/kubernetes-sigs/gateway-api/releases/download/", "standard-install.yaml", gateway_api},
    {"github.com/kubernetes-sigs/gateway-api/releases/download/", "experimental-install.yaml", gateway_api},
    {"github.com/kubernetes-sigs/gateway-api/releases/latest/download/", "standard-install.yaml", gateway_api},
    {"github.com/k3d-io/k3d/releases/download/", "k3d-linux-amd64", program_file},
    {"kind.sigs.k8s.io/dl/", "kind-linux-amd64", program_file},
    {"github.com/kubernetes-sigs/kind/releases/download/", "kind-linux-amd64", program_file},
    {"dl.k8s.io/release/stable", ".txt", newest_kubernetes},
    {"dl.k8s.io/release/", "/kubectl", program_file},
    {"dl.k8s.io/v", "/kubectl", program_file},
    {"storage.googleapis.com/kubernetes-release/release/", "/kubectl", program_file},
};

struct slice download_find(struct process *process, const char *url)
{
    struct slice none = {0};
    if (process->pod || !world_get(process_cluster(process), WORLD_FILES, DOCKER_FOLDER))
        return none;
    const char *scheme = strstr(url, "://");
    if (scheme)
        url = scheme + 3;
    if (text_starts(url, "www."))
        url += 4;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (text_starts(url, rows[i].begins) && text_ends(url, rows[i].ends))
            return rows[i].make(process, url);
    return none;
}
