/** What the pages of connections say. */
import { texts } from '../../texts/texts.js';

export const CONNECTION_TEXTS = texts('information/connections', {
  title: { zh: '连接', en: 'Connections' },
  about: {
    zh: '用于访问 CA、DNS 服务和网站服务器。密码和密钥只存不显。',
    en: 'Access to CAs, DNS services and web servers. Secrets go in, and are never shown again.',
  },
  none: { zh: '还没有连接。', en: 'There are no connections yet.' },
  add: { zh: '添加连接', en: 'Add a connection' },
  one: { zh: '连接 {{name}}', en: 'Connection {{name}}' },
  open: { zh: '查看', en: 'Look at' },
  openOf: { zh: '查看{{name}}', en: 'Look at {{name}}' },
  name: { zh: '名称', en: 'Name' },
  kind: { zh: '种类', en: 'Kind' },
  family: { zh: '用于', en: 'For' },
  tried: { zh: '最近连通', en: 'Last let in' },
  untried: { zh: '更改后尚未连通', en: 'not since it was changed' },
  ofInstallation: { zh: '系统提供,所有账号可用', en: 'of the installation, for every account' },
  trusted: { zh: '受浏览器信任', en: 'Trusted by browsers' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
  notSaid: { zh: '未指定', en: 'not said' },
  lost: {
    zh: '其密钥已随主密钥丢失,请重新填写。',
    en: 'Its secrets were lost with a master key: give them anew.',
  },
  edit: { zh: '更改', en: 'Change it' },
  keep: { zh: '留空则保持不变', en: 'Left empty, it stays as it is' },
  lines: { zh: '每行一个', en: 'One a line' },
  row: { zh: '{{field}} {{index}}', en: '{{field}} {{index}}' },
  moreRows: { zh: '再加一行', en: 'Another row' },
  test: { zh: '先连接试用,成功后才保存', en: 'Try it first, and keep it only where it is let in' },
  testNow: { zh: '测试连接', en: 'Try it now' },
  letIn: { zh: '连接成功。', en: 'It was let in.' },
  rollOver: { zh: '更换账户密钥', en: 'Change the account key' },
  askRollOver: { zh: '更换 {{name}} 在 CA 的账户密钥?', en: 'Change the key of our account at {{name}}?' },
  afterRollOver: {
    zh: '之后以新密钥签名,旧密钥失效;仍待验证的订单会得到新的验证值。',
    en: 'Requests are signed with another key from then on. Orders that are still to be validated get other values to show.',
  },
  askRemove: { zh: '删除连接 {{name}}?', en: 'Remove the connection {{name}}?' },
  afterRemove: { zh: '其密钥随即删除,无法恢复。', en: 'Its secrets are gone then, for good.' },
  force: {
    zh: '即使由它签发的证书仍然有效',
    en: 'Though certificates that were issued there are valid still',
  },
});
