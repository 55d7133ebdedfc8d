#!/bin/sh
# What https://istio.io/downloadIstio is on a lab machine: istioctl is here already, so only its folder is made.
version="${ISTIO_VERSION:-1.30.3}"
name="istio-${version}"
printf '\nDownloading %s from https://github.com/istio/istio/releases/download/%s/%s-linux-amd64.tar.gz ...\n' \
    "$name" "$version" "$name"
mkdir -p "$name/bin" || exit 1
cp "$(command -v istioctl)" "$name/bin/istioctl"
printf '\nIstio %s download complete!\n' "$version"
printf '\nThe Istio release archive has been downloaded to the %s directory.\n' "$name"
printf '\nTo configure the istioctl client tool for your workstation,\n'
printf 'add the %s/%s/bin directory to your environment path variable with:\n' "$PWD" "$name"
printf '\t export PATH="$PATH:%s/%s/bin"\n' "$PWD" "$name"
printf '\nBegin the Istio pre-installation check by running:\n\t istioctl x precheck \n'
printf '\nTry Istio in ambient mode\n\thttps://istio.io/latest/docs/ambient/getting-started/\n'
printf 'Try Istio in sidecar mode\n\thttps://istio.io/latest/docs/setup/getting-started/\n'
printf 'Install guides for ambient mode\n\thttps://istio.io/latest/docs/ambient/install/\n'
printf 'Install guides for sidecar mode\n\thttps://istio.io/latest/docs/setup/install/\n'
printf '\nNeed more information? Visit https://istio.io/latest/docs/ \n'
if [ "$version" != 1.30.3 ]; then
    echo "not simulated: Istio $version (istioctl here is 1.30.3)" >&2
fi
