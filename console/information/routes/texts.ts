/** What the page of routes says. */
import { texts } from '../../texts/texts.js';

export const ROUTE_TEXTS = texts('information/routes', {
  title: { zh: '签发路由', en: 'Routes' },
  about: {
    zh: '决定哪个 CA 连接签发哪些证书;更具体的路由优先。',
    en: 'Which connection to a CA serves what; the more specific route comes first.',
  },
  none: { zh: '还没有路由。', en: 'There are no routes yet.' },
  add: { zh: '设置路由', en: 'Set a route' },
  brand: { zh: '品牌', en: 'Brand' },
  type: { zh: '证书类型', en: 'Type' },
  suffix: { zh: '域名范围', en: 'Names in' },
  suffixHint: {
    zh: '所有域名都在其中的订单,例如 example.com',
    en: 'For orders whose names all lie in it, such as example.com',
  },
  connection: { zh: '连接', en: 'Connection' },
  fallback: { zh: '备用连接', en: 'Where an order may move' },
  fallbackHint: {
    zh: '免费或尚未付款的 DV 订单可以改走此连接一次',
    en: 'A free or unpaid DV order may move there, once',
  },
  any: { zh: '任意', en: 'Any' },
  noFallback: { zh: '无', en: 'None' },
  ofInstallation: { zh: '系统提供', en: 'of the installation' },
  askRemove: { zh: '删除到 {{connection}} 的路由?', en: 'Remove the route to {{connection}}?' },
  afterRemove: {
    zh: '已提交的订单仍在原来的 CA 处理。',
    en: 'Orders that are placed keep the CA that they were placed at.',
  },
});
