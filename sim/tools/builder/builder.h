/* Programs that build a cluster: docker, k3d, kind, helm, and what is downloaded for it. They are on machines
 * that have DOCKER_FOLDER (challenge { machine = "instruqt" }); elsewhere they are not simulated. A world has
 * one cluster at most: its objects are those of the base (control/install.h), its nodes containers of the
 * engine. */
#ifndef AMBIT_TOOLS_BUILDER_BUILDER_H
#define AMBIT_TOOLS_BUILDER_BUILDER_H

#include "control/install.h"
#include "data/value.h"
#include "shell/process.h"

#define DOCKER_FOLDER "/var/lib/docker"

/* --- the engine's store (docker.c): {images: {"nginx:latest": {pulled}}, containers: {NAME: {image, cluster,
 * role, tool, started}}}, kept below DOCKER_FOLDER --- */
struct value *docker_read(struct process *process); /* a copy to edit */
void docker_write(struct process *process, const struct value *store);
/* "nginx" as the engine keeps it: "nginx:latest"; without "docker.io/" and "library/". */
const char *docker_reference(struct arena *arena, const char *image);

/* --- the cluster of k3d and kind (cluster.c) --- */
struct cluster {
    const char *tool, *name;             /* "k3d", "demo" */
    const char *context, *user, *server; /* of the kubeconfig's entry */
    const char *image;                   /* of its nodes */
    struct install_nodes nodes;
};
/* The name of the cluster that [tool] made ("": any); NULL: there is none. In the arena. */
const char *cluster_name(struct process *process, const char *tool);
/* Objects, containers, the kubeconfig's entry; NULL, or what went wrong. */
const char *cluster_create(struct process *process, const struct cluster *cluster);
void cluster_delete(struct process *process, const struct cluster *cluster);
/* Until no pod of kube-system waits, or [seconds] are over; false: they are. WAITS. */
bool cluster_await(struct process *process, const char *namespace, int seconds);
void cluster_use(struct process *process, const struct cluster *cluster); /* writes the kubeconfig's entry */

/* --- downloads (downloads.c) --- */
/* What a URL of the internet gives that installs a tool or a manifest; data is NULL: not simulated. */
struct slice download_find(struct process *process, const char *url);

#endif
