/* The table of images and the look-ups. One file a row; this one only lists them. */
#include <string.h>

#include "images/image.h"

extern const struct image curl_image, alpine_image, busybox_image, http_echo_image, proxy_image, ztunnel_image,
    pilot_image, cni_image, coredns_image, httpbin_image, raw_image, etcd_image, apiserver_image,
    controller_manager_image, scheduler_image, kube_proxy_image;

const struct image *const image_rows[] = {
    &curl_image,      &alpine_image,     &busybox_image,   &http_echo_image,
    &proxy_image,     &ztunnel_image,    &pilot_image,     &cni_image,
    &coredns_image,   &etcd_image,       &apiserver_image, &controller_manager_image,
    &scheduler_image, &kube_proxy_image, &httpbin_image,   &raw_image,
};

const size_t image_count = sizeof image_rows / sizeof *image_rows;

/* "docker.io/curlimages/curl:8.11.1" without registry, tag and digest: "curlimages/curl". */
static struct slice repository(const char *reference)
{
    struct slice name = slice_of(reference);
    name = slice_part(name, 0, slice_find_byte(name, '@'));
    size_t first = slice_find_byte(name, '/');
    struct slice host = slice_part(name, 0, first);
    bool registry =
        first < name.length && (slice_find_byte(host, '.') < host.length ||
                                slice_find_byte(host, ':') < host.length || slice_is(host, "localhost"));
    if (registry)
        name = slice_part(name, first + 1, name.length);
    size_t end = name.length;
    while (end && name.data[end - 1] != ':' && name.data[end - 1] != '/')
        end--;
    if (end && name.data[end - 1] == ':')
        name.length = end - 1;
    return slice_starts(name, "library/") ? slice_part(name, 8, name.length) : name;
}

const struct image *image_find(const char *reference)
{
    struct slice name = repository(reference);
    for (size_t i = 0; i < image_count; i++) {
        if (slice_is(name, image_rows[i]->name))
            return image_rows[i];
    }
    return NULL;
}

/* Stores what listens in [found], if that is not NULL. */
static size_t each_listening(const struct value *pod, struct listening *found)
{
    const struct value *containers = value_find(pod, "spec.containers");
    size_t count = 0;
    for (size_t i = 0; i < value_count(containers); i++) {
        const struct value *container = value_at(containers, i);
        const struct image *image = image_find(value_find_text(container, "image"));
        int port;
        for (int n = 0; image && image->listens && (port = image->listens(container, n)) != 0; n++) {
            if (found)
                found[count] = (struct listening){.port = port,
                                                  .image = image,
                                                  .container = container,
                                                  .name = value_find_text(container, "name")};
            count++;
        }
    }
    return count;
}

size_t image_listens(struct arena *arena, const struct value *pod, struct listening **found)
{
    *found = arena_allocate(arena, (each_listening(pod, NULL) + 1) * sizeof **found);
    size_t count = each_listening(pod, *found);
    for (size_t i = 0; i < count; i++) {
        struct listening *app = &(*found)[i];
        app->settings = app->image->start ? app->image->start(arena, app->container) : NULL;
    }
    return count;
}
