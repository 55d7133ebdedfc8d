// The page's pure parts, under node's own runner.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { actionOfKey, groupsOf } from '../source/actions';
import { fromColumn, quoteForShell, toColumn } from '../source/columns';
import { patience } from '../source/socket';
import { readSettings } from '../source/settings';
import { settle } from '../source/splitter';
import { pieces, readTable } from '../source/table';
import { journey, topologyOf } from '../source/topology';
import { decidingClause, hopSentence, statesOf, way, wrap } from '../source/words';
import { type Mesh, type Request } from '../source/api';

test('columns are bytes, offsets are UTF-16', () => {
    const line = 'a: "é€😀" # x';
    for (const offset of [0, 1, 4, 5, 6, 8, 9, line.length])
        assert.equal(fromColumn(line, toColumn(line, offset)), offset);
    assert.equal(toColumn(line, 6), 10);
    assert.equal(fromColumn('abc', 99), 3);
});

test('a path goes to the shell as one word', () => {
    assert.equal(quoteForShell('/root/a-b.yaml'), '/root/a-b.yaml');
    assert.equal(quoteForShell("/root/it's $(x).yaml"), "'/root/it'\\''s $(x).yaml'");
});

test('a connection that fails waits longer, and never long', () => {
    assert.deepEqual([0, 1, 2, 9].map(patience), [250, 500, 1000, 5000]);
});

test('settings of another hand are the initial ones', () => {
    const initial = readSettings(null);
    for (const text of ['', '[]', 'null', '{"theme":"pink","fontSize":1e9,"sizes":{"side":"x","views":-3},"screenReader":1}', '{'])
        assert.deepEqual(readSettings(text), initial);
    assert.deepEqual(readSettings('{"theme":"dark","sizes":{"side":30}}'), { ...initial, theme: 'dark', sizes: { side: 30 } });
});

test('a bar between panes leaves room for both, or puts one away', () => {
    assert.deepEqual([3, 10, 50, 91, 99].map(share => settle(share, 15)), [0, 15, 50, 85, 100]);
});

test('a table of the lesson is read back from its aligned text', () => {
    const text = 'pod       what it does\n--------  --------------------\n`istiod`  reads your YAML and\n          tells every proxy\n✅ ok     two columns wide\n';
    assert.deepEqual(readTable(text), [['pod', 'what it does'], ['`istiod`', 'reads your YAML and tells every proxy'], ['✅ ok', 'two columns wide']]);
    assert.equal(readTable('no table'), null);
    assert.deepEqual(pieces('see `a` and **b**'), [{ tag: '', text: 'see ' }, { tag: 'code', text: 'a' }, { tag: '', text: ' and ' }, { tag: 'strong', text: 'b' }]);
});

test('the first required task that is not on record is the open one', () => {
    const task = (recorded: boolean, optional = false): { recorded: boolean; optional: boolean } => ({ recorded, optional });
    assert.deepEqual(statesOf([task(true), task(false, true), task(false), task(false)]), ['done', 'extra', 'open', 'to come']);
});

test('buttons and their keys are of the table; a key that moves is none', () => {
    const table = [['up', 'k Up'], ['hint', 'i h'], ['left', 'h Left'], ['run', 'Enter'], ['next', 'n'], ['begin', 'n']]
        .map(([name = '', keys = '']) => ({ name, keys, command: null, help: '' }));
    assert.deepEqual(groupsOf(table).map(group => group.map(action => action.name)), [['run'], ['hint'], ['next']]);
    assert.deepEqual(['k', 'h', 'n', 'Enter', ' '].map(key => actionOfKey(table, key)?.name), [undefined, 'hint', 'next', undefined, undefined]);
});

test('the way along the time line', () => {
    const points = [{ present: false }, { present: true }, { present: false }];
    assert.deepEqual([0, 1, 2].map(to => way(points, to)), [{ action: 'undo', count: 1 }, null, { action: 'redo', count: 1 }]);
});

const mesh: Mesh = {
    namespaces: [{ name: 'shop', mode: 'ambient', waypoint: 'gate' }, { name: 'empty', mode: '', waypoint: '' }],
    workloads: [
        { key: 'shop/till', namespace: 'shop', name: 'till', kind: 'workload', captured: true, account: 'till', pods: 1, ready: 1, names: ['shop/till'] },
        { key: 'shop/gate', namespace: 'shop', name: 'gate', kind: 'waypoint', captured: false, account: 'gate', pods: 1, ready: 1, names: ['shop/gate-1'] },
        { key: 'shop/stock-v1', namespace: 'shop', name: 'stock-v1', kind: 'workload', captured: true, account: 'stock', pods: 1, ready: 0, names: ['shop/other-name'] },
    ],
    services: [
        { key: 'shop/stock', address: '', port: 80, ready: 1, waypoint: 'shop/gate', workloads: ['shop/stock-v1'] },
        { key: 'shop/gate', address: '', port: 15008, ready: 1, waypoint: '', workloads: ['shop/gate'] },
    ],
    flows: [{ from: 'this machine', to: 'example.org:443', via: '', method: 'GET', count: 1, status: 0, error: 'connection reset', encrypted: false, stopped: '', policy: '', why: '' }],
};
const hop = { side: '', where: '', verdict: 'pass', why: 'because' };
const request: Request = {
    id: '1', at: '', client: 'shop/till', identity: '', method: 'GET', url: '', host: '', path: '/', address: '', port: 80, service: 'shop/stock', status: 200,
    error: '', via: 'shop/gate', own: true, hops: [
        { ...hop, at: 'ztunnel', side: 'outbound', where: 'shop/till' }, { ...hop, at: 'waypoint', where: 'shop/gate-1', verdict: 'allow' },
        { ...hop, at: 'ztunnel', side: 'inbound', where: 'shop/other-name' }, { ...hop, at: 'app', where: 'shop/other-name', verdict: 'answer' }],
};

test('places and ways of a mesh', () => {
    const topology = topologyOf(mesh);
    assert.deepEqual([...topology.places.keys()], ['shop/till', 'shop/gate', 'shop/stock-v1', 'service shop/stock', 'this machine', 'example.org:443']);
    assert.deepEqual([...topology.ways.values()].map(({ from, to, kind }) => [from, to, kind]), [
        ['service shop/stock', 'shop/stock-v1', 'endpoint'], ['shop/gate', 'service shop/stock', 'guard'], ['this machine', 'example.org:443', 'flow']]);
    assert.deepEqual(topology.namespaces.map(({ name }) => name), ['shop']);
});

test('a way that is not taken any more is none', () => {
    const flow = { from: 'shop/till', to: 'shop/stock', method: 'GET', count: 1, status: 200, error: '', encrypted: true, stopped: '', policy: '', why: '' };
    const ways = topologyOf({ ...mesh, flows: [{ ...flow, via: '', request: 3 }, { ...flow, via: 'shop/gate', request: 8 }] }).ways;
    assert.deepEqual([...ways.values()].filter(({ flows }) => flows.length).map(({ from, to }) => [from, to]), [['shop/gate', 'service shop/stock'], ['shop/till', 'shop/gate']]);
});

test('a request goes from pod to pod, by the pods that a workload has and not by names', () => {
    const stops = journey(mesh, topologyOf(mesh), request);
    assert.deepEqual(stops.map(({ place, through, locked }) => [place, through, locked]), [
        ['shop/till', [], false], ['shop/gate', [], true], ['shop/stock-v1', ['service shop/stock'], true], ['shop/stock-v1', [], false]]);
});

test('a hop in a sentence, and what decided', () => {
    const denied = { ...hop, at: 'waypoint', where: 'shop/gate-1', verdict: 'deny', closest: { policy: 'shop/read', text: 'wanted GET, observed POST' } };
    assert.equal(hopSentence(denied, 2, 2), 'Hop 2 of 2: waypoint shop/gate-1, deny. because. Came closest: shop/read: wanted GET, observed POST.');
    assert.equal(decidingClause(denied), 'shop/read: wanted GET, observed POST');
    assert.deepEqual(wrap('one two three four', 8, 2), ['one two', 'three…']);
    assert.deepEqual(wrap('', 8, 2), []);
});
