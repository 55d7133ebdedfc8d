// The mesh as places and ways between them, and the journey of a request over them. No drawing here: see mesh.ts.
import { type Flow, type Hop, type Mesh, type Request } from './api';
import { isBad } from './words';

export interface Place {
    id: string;
    kind: 'machine' | 'workload' | 'waypoint' | 'service' | 'elsewhere';
    namespace: string;
    title: string;
    detail: string;
    captured: boolean;
    ready: boolean;
}
export interface Way {
    from: string;
    to: string;
    kind: 'endpoint' | 'guard' | 'flow';
    flows: Flow[]; // that take it, newest last
}
export interface Topology { places: Map<string, Place>; ways: Map<string, Way>; namespaces: { name: string; mode: string }[] }

export const machine = 'this machine';

function wayKey(from: string, to: string): string {
    return `${from}\n${to}`;
}

function addWay(topology: Topology, from: string, to: string, kind: Way['kind'], flow?: Flow): void {
    if (from === to || !topology.places.has(from) || !topology.places.has(to))
        return;
    const key = wayKey(from, to);
    const way = topology.ways.get(key) ?? { from, to, kind, flows: [] };
    if (flow)
        way.flows.push(flow);
    topology.ways.set(key, way);
}

function addPlace(topology: Topology, place: Place): void {
    if (!topology.places.has(place.id))
        topology.places.set(place.id, place);
}

const serviceId = (key: string): string => `service ${key}`;

/** A flow names a service or, where it asked a pod's address, a workload; what is neither is elsewhere. */
function targetOf(topology: Topology, key: string): string {
    const service = serviceId(key);
    if (topology.places.has(service) || topology.places.has(key))
        return topology.places.has(service) ? service : key;
    addPlace(topology, { id: key, kind: 'elsewhere', namespace: '', title: key, detail: 'outside', captured: false, ready: true });
    return key;
}

export function topologyOf(mesh: Mesh): Topology {
    const topology: Topology = { places: new Map(), ways: new Map(), namespaces: [] };
    const used = new Set<string>();
    for (const workload of mesh.workloads) {
        const waypoint = workload.kind === 'waypoint';
        used.add(workload.namespace);
        addPlace(topology, {
            id: workload.key, kind: waypoint ? 'waypoint' : 'workload', namespace: workload.namespace, title: workload.name,
            detail: `${waypoint ? 'waypoint ' : ''}${workload.ready}/${workload.pods}${waypoint || workload.captured ? '' : ', no ztunnel'}`,
            captured: workload.captured, ready: workload.ready === workload.pods,
        });
    }
    for (const service of mesh.services) {
        const [namespace = '', name = ''] = service.key.split('/');
        if (topology.places.get(service.key)?.kind === 'waypoint')
            continue; // a waypoint's own Service is no place of its own
        used.add(namespace);
        addPlace(topology, {
            id: serviceId(service.key), kind: 'service', namespace, title: name, detail: `Service${service.port ? ` :${service.port}` : ''}`,
            captured: true, ready: service.ready > 0,
        });
    }
    for (const service of mesh.services) {
        for (const workload of service.workloads ?? [])
            addWay(topology, serviceId(service.key), workload, 'endpoint');
        if (service.waypoint)
            addWay(topology, service.waypoint, serviceId(service.key), 'guard');
    }
    // who asked the same place by another way since goes there by the newer one
    const newest = new Map<string, number>();
    for (const flow of mesh.flows)
        newest.set(`${flow.from}\n${flow.to}`, Math.max(newest.get(`${flow.from}\n${flow.to}`) ?? -1, flow.request ?? 0));
    const present = new Map(mesh.flows.filter(flow => (flow.request ?? 0) === newest.get(`${flow.from}\n${flow.to}`)).map(flow => [`${flow.from}\n${flow.to}`, flow.via]));
    for (const flow of mesh.flows) {
        if (present.get(`${flow.from}\n${flow.to}`) !== flow.via)
            continue;
        if (flow.from === machine)
            addPlace(topology, { id: machine, kind: 'machine', namespace: '', title: machine, detail: 'your shell', captured: false, ready: true });
        const to = targetOf(topology, flow.to);
        const first = flow.via && topology.places.has(flow.via) ? flow.via : to;
        addWay(topology, flow.from, first, 'flow', flow);
        if (first !== to)
            addWay(topology, first, to, 'guard', flow);
    }
    topology.namespaces = mesh.namespaces.filter(namespace => used.has(namespace.name));
    return topology;
}

/** Where a request stands at each hop; [through]: places on the way that decide nothing. */
export interface Stop { place: string; through: string[]; hop: Hop; locked: boolean }

/** The place of a pod: of what owns it. */
function placeOfPod(mesh: Mesh, pod: string): string | undefined {
    return mesh.workloads.find(workload => workload.names?.includes(pod))?.key ??
        mesh.workloads.find(workload => pod === workload.key || pod.startsWith(`${workload.key}-`))?.key;
}

export function journey(mesh: Mesh, topology: Topology, request: Request): Stop[] {
    const start = request.client ? placeOfPod(mesh, request.client) ?? request.client : machine;
    const service = request.service ? serviceId(request.service) : '';
    const leaves = request.hops.some(hop => hop.at === 'ztunnel' && hop.side === 'outbound' && !isBad(hop.verdict));
    let at = start, passed = false;
    return request.hops.map(hop => {
        const inbound = hop.at === 'waypoint' || hop.at === 'app' || (hop.at === 'ztunnel' && hop.side === 'inbound');
        const to = inbound && hop.where ? placeOfPod(mesh, hop.where) ?? at : at;
        const through: string[] = [];
        const place = topology.places.get(to);
        if (to !== at && place?.kind !== 'waypoint' && !passed && topology.places.has(service)) {
            through.push(service);
            passed = true;
        }
        const moved = to !== at;
        at = to;
        return { place: to, through, hop, locked: moved && leaves && hop.at !== 'app' };
    });
}
