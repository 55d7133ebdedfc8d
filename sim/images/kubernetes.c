/* The control plane's images: they are there, listed and running; the API server and DNS themselves are api/
 * and traffic/configuration.c. */
#include "images/image.h"

const struct image coredns_image = {.name = "coredns/coredns"};
const struct image etcd_image = {.name = "etcd"};
const struct image apiserver_image = {.name = "kube-apiserver"};
const struct image controller_manager_image = {.name = "kube-controller-manager"};
const struct image scheduler_image = {.name = "kube-scheduler"};
const struct image kube_proxy_image = {.name = "kube-proxy"};
